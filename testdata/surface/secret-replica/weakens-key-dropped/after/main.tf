provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "db" {
  name = "db"
  replica {
    region = "eu-west-1"
    kms_key_id = "alias/aws/secretsmanager"
  }
}
