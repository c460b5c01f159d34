# A password in an encrypted parameter.
provider "aws" {
  region = "us-east-1"
}
resource "random_password" "db" {
  length = 24
}
resource "aws_ssm_parameter" "db" {
  name  = "/prod/db"
  type  = "SecureString"
  value = random_password.db.result
}
