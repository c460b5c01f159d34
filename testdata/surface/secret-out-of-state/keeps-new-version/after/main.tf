# A new value, only written like the old one.
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
resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = var.password
  secret_string_wo_version = 2
}
