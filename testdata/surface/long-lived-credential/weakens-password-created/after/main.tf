provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "svc" {
  name = "svc"
}
resource "aws_iam_user_login_profile" "svc" {
  user    = aws_iam_user.svc.name
  pgp_key = "keybase:svc"
}
