# The same right, in a managed policy instead of an inline one.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_iam_policy" "read" {
  name = "read"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
resource "aws_iam_user_policy_attachment" "read" {
  user       = aws_iam_user.ann.name
  policy_arn = aws_iam_policy.read.arn
}
