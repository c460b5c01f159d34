provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "svc" {
  name = "svc"
}
resource "aws_iam_service_specific_credential" "svc" {
  user_name    = aws_iam_user.svc.name
  service_name = "codecommit.amazonaws.com"
}
