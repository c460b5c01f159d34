provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "svc" {
  name = "svc"
}
resource "aws_iam_access_key" "svc" {
  user = aws_iam_user.svc.name
}
