# All encrypted parameters below a path.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "SecureString"
  value = "not the real one"
}
