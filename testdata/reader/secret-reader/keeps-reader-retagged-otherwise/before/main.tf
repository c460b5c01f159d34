provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_role" "worker" {
  name               = "worker"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  tags = {
    project = "blue"
  }
}
resource "aws_secretsmanager_secret" "red" {
  name = "red/db"
  tags = {
    project = "red"
  }
}
resource "aws_iam_role_policy" "read" {
  name = "read"
  role = aws_iam_role.worker.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*", Condition = { StringEquals = { "aws:ResourceTag/project" = "$${aws:PrincipalTag/project}" } } },
  ] })
}
