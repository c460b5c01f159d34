# Everything but IAM: secrets are among it.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_iam_user_policy" "most" {
  name = "most"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", NotAction = "iam:*", Resource = "*" },
  ] })
}
