provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "svc" {
  name = "svc"
}
resource "aws_iam_access_key" "other" {
  user = aws_iam_user.svc.name
}
moved {
  from = aws_iam_access_key.svc
  to   = aws_iam_access_key.other
}
