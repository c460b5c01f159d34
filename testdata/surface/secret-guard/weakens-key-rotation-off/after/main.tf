provider "aws" {
  region = "us-east-1"
}
resource "aws_kms_key" "own" {
  enable_key_rotation = false
}
