# A user gets to read a bucket and a table, which are sensitive only if somebody says so.
provider "aws" {
  region = "us-east-1"
}
resource "aws_s3_bucket" "customers" {
  bucket = "customers"
}
resource "aws_s3_bucket" "site" {
  bucket = "site"
}
resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  hash_key     = "id"
  billing_mode = "PAY_PER_REQUEST"
  attribute {
    name = "id"
    type = "S"
  }
  tags = {
    tier = "gold"
  }
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_iam_user_policy" "read" {
  name = "read"
  user = aws_iam_user.ann.name
  policy = jsonencode({ Version = "2012-10-17", Statement = [
    { Effect = "Allow", Action = ["s3:GetObject", "dynamodb:Query"], Resource = "*" },
  ] })
}
