// hygge as a scheduled Azure Container Apps job, with an identity of its own: see ../README.md.
targetScope = 'resourceGroup'

@description('Image to run: registry/name:tag.')
param image string

@description('Login server of the Azure container registry that holds the image, in this resource group.')
param registryServer string

@description('Name of the Container Apps environment, in this resource group.')
param environmentName string

@description('Name of the key vault that holds the secret erp-password, in this resource group.')
param keyVaultName string

@description('Name of the lake: a storage account with hierarchical namespace, in this resource group.')
param storageAccountName string

@description('Text of flows.yml. It holds names of environment variables, never secrets.')
param flows string

@description('When to run, as cron; the platform reads it in UTC.')
param schedule string = '0 2 * * *'

@description('Replicas that work on the file at the same time: the leases in the journal share the entities between them.')
@minValue(1)
param replicas int = 1

param name string = 'hygge'
param location string = resourceGroup().location

var roles = {
  acrPull: '7f951dda-4ed3-4680-a7ca-43fe172d538d'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' existing = {
  name: environmentName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: split(registryServer, '.')[0]
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: keyVaultName

  resource password 'secrets' existing = {
    name: 'erp-password'
  }
}

resource lake 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: storageAccountName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource pullsImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, roles.acrPull)
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.acrPull)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource readsSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.keyVaultSecretsUser)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource writesTheLake 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(lake.id, identity.id, roles.storageBlobDataContributor)
  scope: lake
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.storageBlobDataContributor)
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource job 'Microsoft.App/jobs@2024-03-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    environmentId: environment.id
    configuration: {
      triggerType: 'Schedule'
      scheduleTriggerConfig: {
        cronExpression: schedule
        parallelism: replicas
        replicaCompletionCount: replicas
      }
      replicaTimeout: 14400
      replicaRetryLimit: 1
      registries: [
        {
          server: registryServer
          identity: identity.id
        }
      ]
      secrets: [
        {
          name: 'erp-password'
          keyVaultUrl: vault::password.properties.secretUri
          identity: identity.id
        }
        {
          name: 'flows'
          value: flows
        }
      ]
    }
    template: {
      containers: [
        {
          name: 'hygge'
          image: image
          args: [
            '/config/flows.yml'
          ]
          resources: {
            cpu: json('2.0')
            memory: '4Gi'
          }
          env: [
            {
              // Which of several identities: needed for user-assigned ones.
              name: 'AZURE_CLIENT_ID'
              value: identity.properties.clientId
            }
            {
              name: 'AZURE_TOKEN_CREDENTIALS'
              value: 'ManagedIdentityCredential'
            }
            {
              name: 'ERP_PASSWORD'
              secretRef: 'erp-password'
            }
          ]
          volumeMounts: [
            {
              volumeName: 'flows'
              mountPath: '/config'
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'flows'
          storageType: 'Secret'
          secrets: [
            {
              secretRef: 'flows'
              path: 'flows.yml'
            }
          ]
        }
      ]
    }
  }
  dependsOn: [
    pullsImages
    readsSecrets
    writesTheLake
  ]
}

output identityPrincipalId string = identity.properties.principalId
