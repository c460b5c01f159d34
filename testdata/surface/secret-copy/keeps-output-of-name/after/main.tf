# An output of the name of a secret.
provider "aws" {
  region = "us-east-1"
}
resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
}
output "password" {
  value     = aws_secretsmanager_secret.db.arn
  sensitive = false
}
