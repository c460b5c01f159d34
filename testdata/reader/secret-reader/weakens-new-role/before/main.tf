# A new role for a function reads a secret that was there.
provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
