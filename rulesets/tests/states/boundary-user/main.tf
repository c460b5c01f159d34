provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
  permissions_boundary = "arn:aws:iam::123456789012:policy/limit"
}
