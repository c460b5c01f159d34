# A Deny of its own is not the policy of the secret.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_iam_user_policy" "never" {
  name = "never"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Deny", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
