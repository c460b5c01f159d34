provider "aws" {
  region = "us-east-1"
}

resource "aws_db_instance" "main" {
  identifier                      = "main"
  instance_class                  = "db.t4g.micro"
  engine                          = "postgres"
  allocated_storage               = 20
  username                        = "app"
  manage_master_user_password     = true
  enabled_cloudwatch_logs_exports = ["upgrade"]
}
