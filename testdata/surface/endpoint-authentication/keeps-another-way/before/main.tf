provider "aws" {
  region = "us-east-1"
}
resource "aws_apigatewayv2_api" "app" {
  name          = "app"
  protocol_type = "HTTP"
}
resource "aws_apigatewayv2_authorizer" "jwt" {
  api_id           = aws_apigatewayv2_api.app.id
  name             = "jwt"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]
  jwt_configuration {
    audience = ["app"]
    issuer   = "https://id.example.org"
  }
}
resource "aws_apigatewayv2_route" "get" {
  api_id             = aws_apigatewayv2_api.app.id
  route_key          = "GET /"
  authorization_type = "AWS_IAM"
}
