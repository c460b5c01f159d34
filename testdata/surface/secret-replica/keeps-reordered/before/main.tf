resource "aws_secretsmanager_secret" "db" {
  name = "prod/db"
  replica {
    region = "us-east-1"
  }
  replica {
    region = "eu-west-3"
  }
}
