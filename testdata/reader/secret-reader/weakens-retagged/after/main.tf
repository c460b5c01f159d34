# The secret is given to the team whose members may read.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
  tags = {
    team = "data"
  }
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/team" = "data" } } },
  ] })
}
