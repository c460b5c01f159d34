provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "own" {
  description = "secrets"
}
resource "aws_secretsmanager_secret" "db" {
  name       = "db"
  kms_key_id = aws_kms_key.own.arn
}
