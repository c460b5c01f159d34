# The boundary leaves nothing of the new right.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_policy" "limit" {
  name = "limit"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "s3:*", Resource = "*" },
  ] })
}
resource "aws_iam_user" "ann" {
  name                 = "ann"
  permissions_boundary = aws_iam_policy.limit.arn
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
