provider "aws" {
  region = "us-east-1"
}
resource "aws_ssm_parameter" "db" {
  name  = "/app/db"
  type  = "SecureString"
  value = "not-a-secret"
}
