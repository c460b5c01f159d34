resource "aws_secretsmanager_secret" "database" {
  name = "prod/db"
  replica {
    region = "us-east-1"
  }
}
