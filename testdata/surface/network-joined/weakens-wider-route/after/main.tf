provider "aws" {
  region = "us-east-1"
}
resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_vpc" "other" {
  cidr_block = "10.1.0.0/16"
}
resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.153.0/24"
}
resource "aws_route_table" "front" {
  vpc_id = aws_vpc.net.id
}
resource "aws_route_table_association" "front" {
  subnet_id      = aws_subnet.front.id
  route_table_id = aws_route_table.front.id
}
resource "aws_vpc_peering_connection" "other" {
  vpc_id      = aws_vpc.net.id
  peer_vpc_id = aws_vpc.other.id
  auto_accept = true
}
resource "aws_route" "other" {
  route_table_id            = aws_route_table.front.id
  destination_cidr_block    = "10.1.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.other.id
}
