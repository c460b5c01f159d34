# The version of the secret goes, with its value.
provider "aws" {
  region = "us-east-1"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
