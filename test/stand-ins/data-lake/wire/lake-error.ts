/** The errors of the service: code, status and words as the REST reference lists them. */
const ERRORS = {
  AuthenticationFailed: [
    403,
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  AuthorizationFailure: [403, 'This request is not authorized to perform this operation.'],
  AuthorizationPermissionMismatch: [
    403,
    'This request is not authorized to perform this operation using this permission.',
  ],
  BlobNotFound: [404, 'The specified blob does not exist.'],
  ConditionNotMet: [412, 'The condition specified using HTTP conditional header(s) is not met.'],
  ContainerAlreadyExists: [409, 'The specified container already exists.'],
  ContainerNotFound: [404, 'The specified container does not exist.'],
  ContentLengthMustBeZero: [400, 'The Content-Length request header must be zero.'],
  DirectoryNotEmpty: [409, 'The recursive query parameter value must be true to delete a non-empty directory.'],
  FilesystemAlreadyExists: [409, 'The specified filesystem already exists.'],
  FilesystemNotFound: [404, 'The specified filesystem does not exist.'],
  FriendlyNameSupportDisabled: [400, 'Friendly names are disabled: use the GUIDs of the workspace and of the item.'],
  HierarchicalNamespaceNotEnabled: [400, 'The hierarchical namespace is not enabled for this account.'],
  IncorrectEndpointError: [400, 'Operation not supported on the specified endpoint.'],
  InvalidAuthenticationInfo: [
    401,
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
  ],
  InvalidAppendPosition: [409, 'The position is not the end of what was appended.'],
  InvalidFlushPosition: [
    400,
    'The uploaded data is not contiguous or the position query parameter value is not equal to the length of the file after appending the uploaded data.',
  ],
  InvalidHeaderValue: [400, 'The value for one of the HTTP headers is not in the correct format.'],
  InvalidInput: [400, 'One of the request inputs is not valid.'],
  InvalidQueryParameterValue: [400, 'Value for one of the query parameters specified in the request URI is invalid.'],
  InvalidRange: [416, 'The range specified is invalid for the current size of the resource.'],
  InvalidRenameSourcePath: [
    409,
    'The source directory cannot be the same as the destination directory, nor can the destination be a subdirectory of the source directory.',
  ],
  InvalidSourceOrDestinationResourceType: [409, 'The source and destination resource type must be identical.'],
  InvalidSourceUri: [400, 'The source URI is invalid.'],
  InvalidUri: [400, 'The request URI is invalid.'],
  KeyBasedAuthenticationNotPermitted: [403, 'Key based authentication is not permitted on this storage account.'],
  LeaseAlreadyBroken: [409, 'The lease has already been broken and cannot be broken again.'],
  LeaseAlreadyPresent: [409, 'There is already a lease present.'],
  LeaseIdMismatchWithLeaseOperation: [409, 'The lease ID specified did not match the lease ID for the resource.'],
  LeaseIdMissing: [412, 'There is currently a lease on the resource and no lease ID was specified in the request.'],
  LeaseIdMismatch: [412, 'The lease ID specified did not match the lease ID for the resource.'],
  LeaseIsBrokenAndCannotBeRenewed: [
    409,
    'The lease ID matched, but the lease has been broken explicitly and cannot be renewed.',
  ],
  LeaseLost: [412, 'A lease ID was specified, but the lease for the resource has expired.'],
  LeaseNotPresentWithLeaseOperation: [409, 'There is currently no lease on the resource.'],
  Md5Mismatch: [
    400,
    'The MD5 value specified in the request did not match with the MD5 value calculated by the server.',
  ],
  MissingContentLengthHeader: [411, 'Content-Length HTTP header is required.'],
  MissingRequiredHeader: [400, 'An HTTP header that is mandatory for this request is not specified.'],
  MissingRequiredQueryParameter: [400, 'A query parameter that is mandatory for this request is not specified.'],
  MultipleConditionHeadersNotSupported: [400, 'Multiple condition headers are not supported.'],
  NoAuthenticationInformation: [
    401,
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
  ],
  OperationNotAllowedOnThePath: [400, 'The operation is not allowed on the path: it is managed.'],
  PathAlreadyExists: [409, 'The specified path already exists.'],
  PathConflict: [
    409,
    'The specified path, or an element of the path, exists and its resource type is invalid for this operation.',
  ],
  PathNotFound: [404, 'The specified path does not exist.'],
  RenameDestinationParentPathNotFound: [404, 'The parent directory of the destination path does not exist.'],
  SourceConditionNotMet: [412, 'The source condition specified using HTTP conditional header(s) is not met.'],
  SourcePathNotFound: [404, 'The source path for a rename operation does not exist.'],
  StandInDoesNotKnow: [501, 'The stand-in does not know this operation.'],
  UnsupportedHeader: [400, 'One of the headers specified in the request is not supported.'],
  UnsupportedQueryParameter: [400, 'One of the query parameters specified in the request URI is not supported.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type ErrorCode = keyof typeof ERRORS

/** An answer that is an error. */
export class LakeError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: ErrorCode, detail = '') {
    const [status, message] = ERRORS[code]
    super(detail === '' ? message : `${message} ${detail}`)
    this.code = code
    this.status = status
  }
}
