resource "aws_ssm_parameter" "token" {
  name  = "/prod/token"
  type  = "SecureString"
  value = "made-by-hand"
}
