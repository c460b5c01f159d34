# Any bucket of the world may make S3 call the function.
resource "aws_lambda_permission" "hook" {
  statement_id  = "hook"
  function_name = "arn:aws:lambda:eu-west-1:111122223333:function:hook"
  action        = "lambda:InvokeFunction"
  principal     = "s3.amazonaws.com"
  source_arn    = "arn:aws:s3:::acme-data"
}
