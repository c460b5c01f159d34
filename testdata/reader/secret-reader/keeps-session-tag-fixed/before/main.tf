# Who takes the role says of which project its session is.
provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["123456789012"]
}

resource "aws_iam_role" "eng" {
  name               = "eng"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" } }] })
  tags               = { project = "blue" }
}

resource "aws_iam_role_policy" "eng" {
  name = "eng"
  role = aws_iam_role.eng.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "secretsmanager:GetSecretValue"
      Resource  = "*"
      Condition = { StringEquals = { "aws:ResourceTag/project" = "$${aws:PrincipalTag/project}" } }
    }]
  })
}

resource "aws_secretsmanager_secret" "red" {
  name = "red/db"
  tags = { project = "red" }
}
