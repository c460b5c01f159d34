provider "aws" {
  region = "us-east-1"
}
resource "aws_appsync_graphql_api" "api" {
  name                = "api"
  authentication_type = "AWS_IAM"
  additional_authentication_provider {
    authentication_type = "AWS_LAMBDA"
  }
}
