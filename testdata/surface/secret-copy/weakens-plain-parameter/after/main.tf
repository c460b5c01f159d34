# A password in a parameter that is not encrypted.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "String"
  value = random_password.db.result
}
