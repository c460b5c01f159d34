provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.153.0/24"
}
resource "aws_ec2_transit_gateway" "hub" {
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}
resource "aws_ec2_transit_gateway_route_table" "prod" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
}
resource "aws_ec2_transit_gateway_vpc_attachment" "net" {
  transit_gateway_id = aws_ec2_transit_gateway.hub.id
  vpc_id             = aws_vpc.net.id
  subnet_ids         = [aws_subnet.front.id]
}
resource "aws_ec2_transit_gateway_route_table_propagation" "net" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.net.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.prod.id
}
