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
resource "aws_vpc" "far" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_subnet" "far" {
  vpc_id     = aws_vpc.far.id
  cidr_block = "10.1.1.0/24"
}
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "enable"
  default_route_table_propagation = "enable"
}
resource "aws_route_table" "back" {
  vpc_id = aws_vpc.net.id
}
resource "aws_route" "out" {
  route_table_id         = aws_route_table.back.id
  destination_cidr_block = "10.1.0.0/16"
  transit_gateway_id     = aws_ec2_transit_gateway.hub.id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "near" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.net.id
  subnet_ids         = [aws_subnet.back.id]
}
