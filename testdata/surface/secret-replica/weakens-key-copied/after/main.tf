provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "own" {
  multi_region = true
}
resource "aws_kms_replica_key" "own" {
  region          = "eu-west-1"
  primary_key_arn = aws_kms_key.own.arn
}
