# The user could act as a reader before.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_iam_role" "reader" {
  name = "reader"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = aws_iam_user.ann.arn } },
  ] })
}
resource "aws_iam_role_policy" "reads" {
  name = "reads"
  role = aws_iam_role.reader.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
resource "aws_iam_user_policy" "take" {
  name = "take"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Resource = aws_iam_role.reader.arn },
  ] })
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
