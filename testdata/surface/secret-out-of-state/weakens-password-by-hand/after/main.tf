# RDS kept the password, and now somebody sets it.
provider "aws" {
  region = "us-east-1"
}
variable "password" {
  type      = string
  sensitive = true
  default   = "correct-horse-battery"
}
resource "aws_db_instance" "db" {
  identifier     = "db"
  engine         = "postgres"
  instance_class = "db.t3.micro"
  username       = "app"
  password       = var.password
}
