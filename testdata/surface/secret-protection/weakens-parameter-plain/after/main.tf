resource "aws_ssm_parameter" "token" {
  name  = "/prod/token"
  type  = "String"
  value = "made-by-hand"
}
