provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_role" "way" {
  name = "way"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::999988887777:root" }, Condition = { StringEquals = { "sts:ExternalId" = "one" }, Bool = { "aws:SecureTransport" = "true" } } }] })
}
