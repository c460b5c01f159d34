# A parameter that is not encrypted keeps no secret.
provider "aws" {
  region = "us-east-1"
}
resource "aws_iam_user" "ann" {
  name = "ann"
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "String"
  value = "not the real one"
}
