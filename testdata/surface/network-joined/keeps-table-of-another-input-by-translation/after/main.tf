provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "back" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route" "out" {
  route_table_id         = "rtb-00000000000000001"
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = "nat-00000000000000001"
}
