# A user joins a group that reads.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_iam_group" "readers" {
  name = "readers"
}
resource "aws_iam_group_policy" "read" {
  name  = "read"
  group = aws_iam_group.readers.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
