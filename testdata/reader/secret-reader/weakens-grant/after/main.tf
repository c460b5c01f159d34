# A grant opens the key.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_iam_role" "keeper" {
  name = "keeper"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::111122223333:root" } },
  ] })
}
resource "aws_kms_key" "k" {
  description = "secrets"
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Principal = { AWS = aws_iam_role.keeper.arn }, Action = "kms:*", Resource = "*" },
  ] })
}
resource "aws_secretsmanager_secret" "db" {
  name       = "prod/db"
  kms_key_id = aws_kms_key.k.arn
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = "*" },
  ] })
}
resource "aws_kms_grant" "ann" {
  name              = "ann"
  key_id            = aws_kms_key.k.key_id
  grantee_principal = aws_iam_user.ann.arn
  operations        = ["Decrypt"]
}
