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
resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = data.aws_vpc.net.id
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    cidr_blocks = [data.aws_vpc.net.cidr_block]
  }
}
