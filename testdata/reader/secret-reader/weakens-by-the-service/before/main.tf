# The key opens for all of the account who come by Secrets Manager.
data "aws_caller_identity" "me" {}
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
    { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = { StringEquals = { "kms:CallerAccount" = data.aws_caller_identity.me.account_id, "kms:ViaService" = "secretsmanager.us-east-1.amazonaws.com" } } },
  ] })
}
resource "aws_secretsmanager_secret" "db" {
  name       = "prod/db"
  kms_key_id = aws_kms_key.k.arn
}
