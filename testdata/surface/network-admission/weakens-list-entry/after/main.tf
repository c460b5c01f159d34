provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_ec2_managed_prefix_list" "staff" {
  name           = "staff"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr = "10.0.0.0/8"
  }
  entry {
    cidr = "0.0.0.0/0"
  }
}
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.net.id
}
resource "aws_security_group_rule" "staff" {
  type              = "ingress"
  security_group_id = aws_security_group.web.id
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  prefix_list_ids   = [aws_ec2_managed_prefix_list.staff.id]
}
