provider "aws" {
  region = "us-east-1"
}
data "aws_vpc" "net" {
  tags = { Name = "net" }
}
resource "aws_subnet" "back" {
  vpc_id     = data.aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_security_group" "app" {
  name   = "app"
  vpc_id = data.aws_vpc.net.id
}
resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = data.aws_vpc.net.id
  ingress {
    from_port = 5432
    to_port   = 5432
    protocol  = "tcp"
    security_groups = [aws_security_group.app.id]
  }
}
resource "aws_db_subnet_group" "db" {
  name       = "db"
  subnet_ids = [aws_subnet.back.id]
}
resource "aws_db_instance" "db" {
  identifier                  = "db"
  engine                      = "postgres"
  instance_class              = "db.t3.micro"
  username                    = "app"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.db.name
  vpc_security_group_ids      = [aws_security_group.db.id]
}
resource "aws_instance" "box" {
  ami                    = "ami-00000000000000000"
  instance_type          = "t3.nano"
  subnet_id              = aws_subnet.back.id
  vpc_security_group_ids = [aws_security_group.app.id]
}
