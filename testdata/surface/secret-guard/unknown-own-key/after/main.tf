variable "key" {
  type = string
}
provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "own" {
  description = "secrets"
}
resource "aws_secretsmanager_secret" "db" {
  name       = "db"
  kms_key_id = var.key
}
