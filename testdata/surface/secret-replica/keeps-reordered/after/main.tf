resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
  replica {
    region = "eu-west-3"
  }
  replica {
    region = "us-east-1"
  }
}
