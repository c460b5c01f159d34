provider "aws" {
  region = "us-east-1"
}
resource "aws_ssm_parameter" "db" {
  name  = "/app/db"
  type  = "String"
  value = "not-a-secret"
}
