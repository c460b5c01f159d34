# The policy of the secret names a user without any policy.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_secretsmanager_secret_policy" "db" {
  secret_arn = aws_secretsmanager_secret.db.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = aws_iam_user.ann.arn }, Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
