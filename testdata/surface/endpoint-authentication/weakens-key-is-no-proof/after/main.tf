provider "aws" {
  region = "us-east-1"
}
resource "aws_api_gateway_rest_api" "app" {
  name = "app"
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
resource "aws_api_gateway_resource" "x" {
  rest_api_id = aws_api_gateway_rest_api.app.id
  parent_id   = aws_api_gateway_rest_api.app.root_resource_id
  path_part   = "x"
}
resource "aws_api_gateway_method" "x" {
  rest_api_id      = aws_api_gateway_rest_api.app.id
  resource_id      = aws_api_gateway_resource.x.id
  http_method      = "GET"
  authorization    = "NONE"
  api_key_required = true
}
